"""What happens to people: they come, sign up, sign in, merge, get roles, are suspended, agree, leave, are erased."""

from literasi.accounts.actions.account import (
    change_email,
    change_password,
    confirm_email,
    end_second_step,
    rename,
    renew_password,
    set_second_step,
    use_second_step,
)
from literasi.accounts.actions.consent import (
    Decision,
    close_accounts,
    decide_by_link,
    decide_on_paper,
    drop_waiting,
    note_consent,
    text_of_consent,
)
from literasi.accounts.actions.devices import end_device, end_devices, end_own_device, on_device, share_device
from literasi.accounts.actions.guessing import admit, count_failure, forgive
from literasi.accounts.actions.guests import erase, erase_idle_guests, guess, recognise, renew_code
from literasi.accounts.actions.helping import correct_age, give_code, sign_out_everywhere
from literasi.accounts.actions.news import count_news
from literasi.accounts.actions.roles import (
    accept_invitation,
    ask_for_role,
    cancel_invitation,
    decide_request,
    give_role,
    invite,
    suspend,
    take_role,
)
from literasi.accounts.actions.schools import end_invitation, invite_school, join_school, save_school
from literasi.accounts.actions.signing import NewAccount, SignedIn, create_account, merge, sign_in, sign_up
from literasi.accounts.actions.tickets import (
    Shown,
    look_at_ticket,
    make_first_ticket,
    make_ticket,
    use_ticket,
    void_tickets,
)
from literasi.accounts.actions.trail import forget_trail, note

__all__ = [
    "Decision",
    "NewAccount",
    "Shown",
    "SignedIn",
    "accept_invitation",
    "admit",
    "ask_for_role",
    "cancel_invitation",
    "change_email",
    "change_password",
    "close_accounts",
    "confirm_email",
    "correct_age",
    "count_failure",
    "count_news",
    "create_account",
    "decide_by_link",
    "decide_on_paper",
    "decide_request",
    "drop_waiting",
    "end_device",
    "end_devices",
    "end_invitation",
    "end_own_device",
    "end_second_step",
    "erase",
    "erase_idle_guests",
    "forget_trail",
    "forgive",
    "give_code",
    "give_role",
    "guess",
    "invite",
    "invite_school",
    "join_school",
    "look_at_ticket",
    "make_first_ticket",
    "make_ticket",
    "merge",
    "note",
    "note_consent",
    "on_device",
    "recognise",
    "rename",
    "renew_code",
    "renew_password",
    "save_school",
    "set_second_step",
    "share_device",
    "sign_in",
    "sign_out_everywhere",
    "sign_up",
    "suspend",
    "take_role",
    "text_of_consent",
    "use_second_step",
    "use_ticket",
    "void_tickets",
]

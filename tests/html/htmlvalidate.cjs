// The recommended rules, less those that judge style and not validity; each with its reason.
module.exports = {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // HTML reads <!doctype html> in any case.
    "doctype-style": "off",
    // A button without a type submits its form, and that is what ours mean.
    "no-implicit-button-type": "off",
    // Buttons of one form share a name on purpose: their value says which was pressed.
    "form-dup-name": "off",
    // "&" followed by a blank is valid; only what could be read as a character reference is not.
    "no-raw-characters": ["error", { relaxed: true }],
    // HTML allows every id without blanks; ours hold a dot ("s3.j0"), like the fields they belong to.
    "valid-id": ["error", { relaxed: true }],
    // ARIA lets every list be named; only roles that forbid a name are misuse.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};

"""The one blueprint of this feature; every file of doors adds to it."""

from flask import Blueprint

blueprint = Blueprint("quizzes", __name__)

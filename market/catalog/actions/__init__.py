"""What sellers and staff do to listings: each action is one transaction that locks the product, changes and tells."""

from market.catalog.actions.bulk import Deed, Report, edit_many
from market.catalog.actions.changing import change_product
from market.catalog.actions.creating import create_product
from market.catalog.actions.deciding import Decision, decide_change
from market.catalog.actions.files import add_file, remove_file
from market.catalog.actions.pictures import add_picture, describe_picture, move_picture, remove_picture
from market.catalog.actions.selling import delete_product, pause_product, resume_product
from market.catalog.actions.submitting import discard_change, submit_product, withdraw_change
from market.catalog.actions.tiers import set_tiers
from market.catalog.actions.versions import add_version, change_version, publish_version, put_content, remove_version
from market.catalog.checking import TierAsked

__all__ = [
    "Decision",
    "Deed",
    "Report",
    "TierAsked",
    "add_file",
    "add_picture",
    "add_version",
    "change_product",
    "change_version",
    "create_product",
    "decide_change",
    "delete_product",
    "describe_picture",
    "discard_change",
    "edit_many",
    "move_picture",
    "pause_product",
    "publish_version",
    "put_content",
    "remove_file",
    "remove_picture",
    "remove_version",
    "resume_product",
    "set_tiers",
    "submit_product",
    "withdraw_change",
]

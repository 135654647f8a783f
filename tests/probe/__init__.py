"""An app of the tests alone: the smallest owner of topics in every mode, with a member list to be thrown off."""

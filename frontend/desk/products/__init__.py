"""Where staff reads what sellers submit, and decides with a reason."""

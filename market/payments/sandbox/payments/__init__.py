"""What happens to money here: payments, refunds, disputes, and what a bank does later by itself."""

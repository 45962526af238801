"""What is a relationship worth? A private ledger, and the proof behind every figure."""

"""PIN and PUK of a card, which the keyring of the system has and nothing else."""

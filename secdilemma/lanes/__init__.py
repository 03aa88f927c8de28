"""Three ways to play a pair, one meaning: exact, simulated, interpreted."""

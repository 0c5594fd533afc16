"""The Commissioner’s other works: verifications, studies, opinions, follow-up of training."""

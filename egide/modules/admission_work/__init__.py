"""The Commissioner's own works beside complaints: verifications, studies, opinions, follow-up of bridging training.

Light files of his compartment; also what leaves it: published summaries, masked totals, the monthly certificate.
"""

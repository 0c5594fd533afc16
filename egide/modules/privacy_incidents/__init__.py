"""The register of confidentiality incidents (c. A-2.1, r. 3.1)."""

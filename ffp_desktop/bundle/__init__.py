"""The files that travel: keys, certificates, bundles and receipts, as bytes. No vault and no survey is known here."""

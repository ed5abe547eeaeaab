"""Official documents (公文) in the layout of GB/T 9704-2012: what they say once, written as .docx and as PDF."""

"""`--apply`: a diff that a person or a program wrote, read in any of its forms and placed by its content."""

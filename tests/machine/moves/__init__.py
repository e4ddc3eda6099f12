"""What people do on a case, one module for each stage: tried on the book, and on the product."""

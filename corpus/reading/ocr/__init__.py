"""Reading pages that are pictures: scans and photographs, by models that are installed with the program, without network."""

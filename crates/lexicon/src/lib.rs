//! The words the extraction knows, as data files with an example for each entry

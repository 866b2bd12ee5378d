//! The thesaurus of the functional bodies of Chinese government.

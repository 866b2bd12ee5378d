//! Questions in Chinese and English to queries over the knowledge base

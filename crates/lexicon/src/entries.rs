//! Entries of data files: what a user's file adds, replaces or takes away.

/// Adds the words that are not there.
pub(crate) fn add_words(words: &mut Vec<String>, more: Vec<String>) {
    for word in more {
        if !words.contains(&word) {
            words.push(word);
        }
    }
}

/// Adds entries; one with the key of an entry that is there takes its place.
pub(crate) fn add_entries<T>(entries: &mut Vec<T>, more: Vec<T>, key: fn(&T) -> &String) {
    for entry in more {
        match entries.iter().position(|known| key(known) == key(&entry)) {
            Some(at) => entries[at] = entry,
            None => entries.push(entry),
        }
    }
}

/// Takes the words of `more` out of `words`: a word is of one group.
pub(crate) fn without(words: &mut Vec<String>, more: &[String]) {
    words.retain(|word| !more.contains(word));
}

//! The note of issue below a title: （2023年1月30日某市人民政府某府规字〔2023〕1号文发布）.

/// The note of issue in brackets below a title.
pub(crate) fn note(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let issued = ["发布", "公布", "印发", "颁布", "批准", "通过"].iter().any(|word| inner.contains(word));
    let dated = inner.contains('年') && inner.contains('日');
    (issued && dated && !inner.contains('《')).then_some(inner)
}

// What the man pages of refs, tags and branches say about `--sort`.

/// The paragraph about git's sort keys.
enum ReferenceSortText {
    /// Markup for `CommandInfo.details`.
    static let paragraph = """
        `--sort` takes fields and the keys of `git for-each-ref`: `version:refname` (`v:`), `objectsize`, `objecttype`, \
        `creatordate`, `authoremail:trim`, `contents:size`, `upstream:track`, `ahead-behind:REVISION` and so on, `*KEY` for \
        the object that a tag points to, `-KEY` for descending order. References that are equal come in the order of their \
        full names. A word that is both is the field: git's `type` is `*objecttype`. `is-base` of later versions and what is made \
        for formats are no keys here, nor are options of `trailers` and several options of one key.
        """
}

// The bar of plus and minus signs that `git diff --stat` draws, scaled so that the longest one fits.

/// A bar of plus and minus signs.
struct ChangeBar: Sendable, Equatable {
    /// The longest bar in a table.
    static let maximumWidth = 30

    /// The number of plus signs.
    let insertions: Int
    /// The number of minus signs.
    let deletions: Int

    /// Draws a file's changes on the scale on which `maximum` changed lines fill `width` signs; fewer lines than that are
    /// a sign each. Any insertion and any deletion shows, as in git.
    init(insertions: Int, deletions: Int, maximum: Int, width: Int = ChangeBar.maximumWidth) {
        guard maximum >= width, maximum > 0 else {
            self.insertions = insertions
            self.deletions = deletions
            return
        }
        func scaled(_ count: Int) -> Int { count == 0 ? 0 : 1 + count * (width - 1) / maximum }
        var total = scaled(insertions + deletions)
        if total < 2, insertions > 0, deletions > 0 { total = 2 }
        let smaller = scaled(min(insertions, deletions))
        self.insertions = insertions < deletions ? smaller : total - smaller
        self.deletions = insertions < deletions ? total - smaller : smaller
    }

    /// The plus signs.
    var plusSigns: [UInt8] { Array(repeating: UInt8(ascii: "+"), count: insertions) }
    /// The minus signs.
    var minusSigns: [UInt8] { Array(repeating: UInt8(ascii: "-"), count: deletions) }
}

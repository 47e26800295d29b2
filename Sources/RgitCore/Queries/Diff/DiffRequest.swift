// What `rgit diff` can be asked.

/// What `rgit diff` was asked.
public struct DiffRequest: Hashable, Codable, Sendable {
    /// Formats of git's own; they are printed in this order.
    public struct Formats: OptionSet, Hashable, Codable, Sendable {
        /// The formats as bits.
        public let rawValue: Int
        /// Takes the formats as bits.
        public init(rawValue: Int) { self.rawValue = rawValue }
        /// `--raw`: modes, objects, status and paths.
        public static let raw = Formats(rawValue: 1)
        /// `--name-status`: status and paths.
        public static let nameStatus = Formats(rawValue: 2)
        /// `--name-only`: paths.
        public static let nameOnly = Formats(rawValue: 4)
        /// `--numstat`: line counts and paths.
        public static let numstat = Formats(rawValue: 8)
        /// `--patch`
        public static let patch = Formats(rawValue: 16)

        /// Those that list paths, of which there can be one.
        static let lists: Formats = [.raw, .nameStatus, .nameOnly]
    }

    /// The words before `--`: nothing, one commit, two commits, a range, or two blobs; or the first path.
    public var words: [[UInt8]] = []
    /// Pathspecs after `--`; `nil` when there was no `--`.
    public var paths: [[UInt8]]?
    /// `--staged`: the index against HEAD, or the commit named.
    public var staged = false
    /// `--merge-base`: the merge base of the commits named, or of the one named and HEAD, in place of the first state.
    public var usesMergeBase = false
    /// The formats of git's own that take the place of rows.
    public var formats: Formats = []
    /// `-z`: paths as they are, each ended by a NUL.
    public var nulTerminated = false
    /// Whether each row carries its patch.
    public var withPatches = false
    /// `-R`: the first state against the second.
    public var reversed = false
    /// `--diff-filter`: which changes are wanted.
    public var filter = ChangeFilter()
    /// `-S`, `-G`, `--find-object`: only changes in which something came or went.
    public var pickaxe = PickaxeOptions()
    /// How changes are found and lines compared.
    public var diff = DiffOptions()
    /// How patches look.
    public var patch = PatchOptions()

    /// `rgit diff` without options.
    public init() {}
}

/// Which kinds of change are wanted (`--diff-filter`).
public struct ChangeFilter: Hashable, Codable, Sendable {
    /// The letters given as capitals; none for all.
    public var included: Set<ChangeType> = []
    /// The letters given in lower case.
    public var excluded: Set<ChangeType> = []
    /// `*`: all changes or none, by whether one of them is wanted.
    public var allOrNone = false
    /// Whether capitals were given at all, among them those that no change has.
    public var isSelective = false
    /// Whether letters were given at all.
    public var isGiven = false

    /// Every change.
    public init() {}

    /// Adds the letters of one `--diff-filter`; `false` for one that git does not know.
    package mutating func add(_ letters: [UInt8]) -> Bool {
        isGiven = true
        for letter in letters {
            if letter == UInt8(ascii: "*") {
                allOrNone = true
                isSelective = true
                continue
            }
            let isNegative = (0x61...0x7a).contains(letter)
            let capital = isNegative ? letter - 0x20 : letter
            let name = String(UnicodeScalar(capital))
            if let type = ChangeType(rawValue: name) {
                if isNegative { excluded.insert(type) } else { included.insert(type) }
            } else if capital != UInt8(ascii: "X") && capital != UInt8(ascii: "B") {
                return false
            }
            if !isNegative { isSelective = true }
        }
        return true
    }

    /// The changes that are wanted.
    func wanted(_ changes: [FileChange]) -> [FileChange] {
        guard isSelective || !excluded.isEmpty else { return changes }
        let wanted = changes.filter { wants($0.kind.changeType) }
        if allOrNone { return wanted.isEmpty ? [] : changes }
        return wanted
    }

    private func wants(_ type: ChangeType) -> Bool {
        if excluded.contains(type) { return false }
        return !isSelective || included.contains(type)
    }
}

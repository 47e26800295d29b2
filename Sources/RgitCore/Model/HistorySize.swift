// How large the history of a repository is, and which of its measures are a reason for concern.

/// What all references and `HEAD` reach, each object counted once; `Int.max` is that much or more.
public struct HistorySize: Hashable, Codable, Sendable {
    /// The number of commits.
    public var commits = 0
    /// The sizes of the commits in bytes.
    public var commitBytes = 0
    /// The size of the largest commit in bytes.
    public var maxCommitBytes = 0
    /// The number of parents of the commit with most.
    public var maxParents = 0
    /// The number of commits in the longest chain of parents.
    public var depth = 0
    /// The number of trees.
    public var trees = 0
    /// The sizes of the trees in bytes.
    public var treeBytes = 0
    /// The number of entries of all trees.
    public var treeEntries = 0
    /// The number of entries of the tree with most.
    public var maxTreeEntries = 0
    /// The number of blobs.
    public var blobs = 0
    /// The sizes of the blobs in bytes.
    public var blobBytes = 0
    /// The size of the largest blob in bytes.
    public var maxBlobBytes = 0
    /// The number of annotated tags.
    public var tags = 0
    /// The number of annotated tags in the longest chain of tags.
    public var maxTagDepth = 0
    /// The number of references, `HEAD` left out.
    public var references = 0
    /// The greatest number of directories that a tree checks out, its own among them.
    public var maxDirectories = 0
    /// The greatest number of components of a path.
    public var maxPathDepth = 0
    /// The greatest number of bytes of a path.
    public var maxPathLength = 0
    /// The greatest number of regular files that a tree checks out.
    public var maxFiles = 0
    /// The greatest sum of the sizes of the regular files that a tree checks out, in bytes.
    public var maxCheckoutBytes = 0
    /// The greatest number of symbolic links that a tree checks out.
    public var maxSymlinks = 0
    /// The greatest number of submodules of a tree.
    public var maxSubmodules = 0
    /// The number of objects that could not be read and are in none of the figures.
    public var unknownObjects = 0

    /// Nothing counted.
    public init() {}

    /// A measure that is large enough to be a reason for concern.
    public struct Concern: Hashable, Codable, Sendable {
        /// The name of the measure, such as `max_blob_bytes`.
        public let measure: String
        /// How many times the measure is what git-sizer counts as one level of concern, rounded down; at least 1.
        public let level: Int
    }

    /// The measures that are a reason for concern, in the order of the fields.
    public var concerns: [Concern] {
        HistorySize.measures.compactMap { measure in
            let level = measure.concern(self)
            return level > 0 ? Concern(measure: measure.name, level: level) : nil
        }
    }

    /// Takes over the measures of a checkout that are greater.
    mutating func note(_ checkout: CheckoutSize) {
        maxDirectories = max(maxDirectories, checkout.directories)
        maxPathDepth = max(maxPathDepth, checkout.pathDepth)
        maxPathLength = max(maxPathLength, checkout.pathLength)
        maxFiles = max(maxFiles, checkout.files)
        maxCheckoutBytes = max(maxCheckoutBytes, checkout.bytes)
        maxSymlinks = max(maxSymlinks, checkout.symlinks)
        maxSubmodules = max(maxSubmodules, checkout.submodules)
    }
}

extension HistorySize {
    /// A figure of a history.
    struct Measure: Sendable {
        /// Its name, as fields have it.
        let name: String
        /// What it is.
        let help: String
        /// What git-sizer counts as one level of concern; `nil` for what is none.
        let scale: Double?
        /// Whether it is a number of bytes.
        let isBytes: Bool
        /// The figure.
        let value: @Sendable (HistorySize) -> Int

        init(
            _ name: String, _ help: String, scale: Double?, isBytes: Bool = false,
            value: @escaping @Sendable (HistorySize) -> Int
        ) {
            self.name = name
            self.help = help
            self.scale = scale
            self.isBytes = isBytes
            self.value = value
        }

        /// The level of concern, 0 for none.
        func concern(_ size: HistorySize) -> Int {
            guard let scale else { return 0 }
            return Int(Double(value(size)) / scale)
        }
    }

    /// All figures, with the scales that git-sizer documents.
    static let measures: [Measure] = [
        Measure("commits", "The number of commits.", scale: 500e3) { $0.commits },
        Measure("commit_bytes", "The sizes of the commits in bytes.", scale: 250e6, isBytes: true) {
            $0.commitBytes
        },
        Measure("max_commit_bytes", "The size of the largest commit in bytes.", scale: 50e3, isBytes: true) {
            $0.maxCommitBytes
        },
        Measure("max_parents", "The number of parents of the commit with most.", scale: 10) { $0.maxParents },
        Measure("depth", "The number of commits in the longest chain of parents.", scale: 500e3) {
            $0.depth
        },
        Measure("trees", "The number of trees.", scale: 1.5e6) { $0.trees },
        Measure("tree_bytes", "The sizes of the trees in bytes.", scale: 2e9, isBytes: true) {
            $0.treeBytes
        },
        Measure("tree_entries", "The number of entries of all trees.", scale: 50e6) { $0.treeEntries },
        Measure("max_tree_entries", "The number of entries of the tree with most.", scale: 1000) {
            $0.maxTreeEntries
        },
        Measure("blobs", "The number of blobs.", scale: 1.5e6) { $0.blobs },
        Measure("blob_bytes", "The sizes of the blobs in bytes.", scale: 10e9, isBytes: true) {
            $0.blobBytes
        },
        Measure("max_blob_bytes", "The size of the largest blob in bytes.", scale: 10e6, isBytes: true) {
            $0.maxBlobBytes
        },
        Measure("tags", "The number of annotated tags.", scale: 25e3) { $0.tags },
        Measure("max_tag_depth", "The number of tags in the longest chain of annotated tags.", scale: 1.001) {
            $0.maxTagDepth
        },
        Measure("references", "The number of references, HEAD left out.", scale: 25e3) { $0.references },
        Measure(
            "max_directories", "The most directories that a tree checks out, its own among them.", scale: 2000
        ) { $0.maxDirectories },
        Measure("max_path_depth", "The most components of a path.", scale: 10) { $0.maxPathDepth },
        Measure("max_path_length", "The most bytes of a path.", scale: 100, isBytes: true) {
            $0.maxPathLength
        },
        Measure("max_files", "The most regular files that a tree checks out.", scale: 50e3) { $0.maxFiles },
        Measure(
            "max_checkout_bytes", "The greatest sum of the sizes of regular files that a tree checks out.",
            scale: 1e9, isBytes: true
        ) { $0.maxCheckoutBytes },
        Measure("max_symlinks", "The most symbolic links that a tree checks out.", scale: 25e3) {
            $0.maxSymlinks
        },
        Measure("max_submodules", "The most submodules of a tree.", scale: 100) { $0.maxSubmodules },
        Measure(
            "unknown_objects", "The number of objects that could not be read and are in no figure.",
            scale: nil
        ) { $0.unknownObjects },
    ]
}

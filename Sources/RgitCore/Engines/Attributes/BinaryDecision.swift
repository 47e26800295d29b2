// Decides whether git counts a file's lines: by its `diff` attribute, the driver that names, its size, or a NUL.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What attributes and drivers say of a path, before anybody looks at the content.
enum TextHint: Sendable {
    /// `diff` is set, or the driver says so.
    case text
    /// `-diff` or `binary`, or the driver says so.
    case binary
    /// The content decides.
    case content
}

/// Git's decision between text and binary; one per worker.
final class BinaryDecision {
    /// How much of a content is searched for a NUL.
    static let searchedBytes = 8000

    /// Files above this size are binary unless attributes say otherwise.
    let bigFileThreshold: Int
    private let attributes: AttributeReader
    private let drivers: [[UInt8]: TextHint]
    private let configured: Set<[UInt8]>
    private var answers: [[UInt8]: Answer] = [:]
    /// The last path asked for: changes are looked at path by path.
    private var last: (path: [UInt8], answer: Answer)?

    /// What attributes say of a path.
    private struct Answer {
        let hint: TextHint
        let driver: [UInt8]?
        /// Whether an attribute names the driver; otherwise it is the default one.
        var isNamed = false
    }

    /// Prepares to decide for a repository.
    init(_ session: Session, attributes: AttributeReader) throws(RgitError) {
        self.attributes = attributes
        bigFileThreshold = try session.config.int("core.bigfilethreshold") ?? 512 << 20
        let names = session.config.subsections(of: "diff")
        configured = Set(names)
        var drivers: [[UInt8]: TextHint] = [:]
        for name in names {
            let key = Configuration.key("diff", name, "binary")
            guard let value = session.config.string(key) else { continue }
            if value.asciiLowercased == "auto" { continue }
            if let binary = try session.config.bool(key) { drivers[name] = binary ? .binary : .text }
        }
        self.drivers = drivers
    }

    /// What attributes say of a path.
    func hint(_ path: [UInt8]) -> TextHint { answer(path).hint }

    /// The driver that is in charge of a path, which exists; `nil` where attributes only say that it is text, or that it is
    /// binary.
    func driver(_ path: [UInt8]) -> [UInt8]? { answer(path).driver }

    /// The driver that an attribute of a path names; `nil` where none does.
    func namedDriver(_ path: [UInt8]) -> [UInt8]? {
        let answer = answer(path)
        return answer.isNamed ? answer.driver : nil
    }

    private func answer(_ path: [UInt8]) -> Answer {
        if let last, last.path == path { return last.answer }
        let answer = answers[path] ?? decide(path)
        answers[path] = answer
        last = (path, answer)
        return answer
    }

    private func decide(_ path: [UInt8]) -> Answer {
        switch attributes.attributes(path)[Array("diff".utf8)] ?? .unspecified {
        case .set: Answer(hint: .text, driver: nil)
        case .unset: Answer(hint: .binary, driver: nil)
        case .value(let name) where isDriver(name):
            Answer(hint: drivers[name] ?? .content, driver: name, isNamed: true)
        case .value, .unspecified: Answer(hint: defaultHint, driver: Self.defaultDriver)
        }
    }

    /// The driver of what has no other.
    static let defaultDriver = Array("default".utf8)

    /// The hint for what is no regular file.
    var defaultHint: TextHint { drivers[Self.defaultDriver] ?? .content }

    /// Whether a content is binary by the hint for its path, whatever its size.
    ///
    /// Git asks for the size before it reads (``bigFileThreshold``), and no more once it has read.
    func isBinary(_ content: [UInt8], hint: TextHint) -> Bool {
        switch hint {
        case .text: false
        case .binary: true
        case .content: Self.holdsNUL(content)
        }
    }

    /// Whether a NUL stands among the bytes git looks at.
    static func holdsNUL(_ content: [UInt8]) -> Bool {
        unsafe content.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            return unsafe memchr(start, 0, min(bytes.count, searchedBytes)) != nil
        }
    }

    /// A driver that exists but says nothing of binary leaves it to the content, not to `diff.default`.
    private func isDriver(_ name: [UInt8]) -> Bool {
        Self.builtIn.contains(String(decoding: name, as: UTF8.self)) || configured.contains(name)
    }

    /// The drivers git 2.39 comes with.
    private static let builtIn: Set<String> = [
        "ada", "bash", "bibtex", "cpp", "csharp", "css", "default", "dts", "elixir", "fortran", "fountain",
        "golang", "html", "java", "kotlin", "markdown", "matlab", "objc", "pascal", "perl", "php", "python",
        "ruby", "rust", "scheme", "tex",
    ]
}

// What a tag object says beside its target: its tagger, its message and whether that is signed.

import GitObjects
import Records

/// The tagger and the message of a tag object, as git for-each-ref reads them.
struct TagMessage {
    /// Who made it; `nil` where it does not say.
    let tagger: Signature?
    /// The message from its first line that is not empty, ended at the first NUL, its signature included.
    let message: [UInt8]
    /// Whether a line of the message begins a signature.
    let isSigned: Bool

    /// Takes the content of a tag object.
    init(_ content: [UInt8], _ tag: ParsedTag) {
        tagger = tag.tagger.map(Self.signature)
        let message = content[tag.messageStart...].drop { $0 == 0x0a }.prefix { $0 != 0 }
        self.message = Array(message)
        isSigned = Self.signatureStart(in: message) < message.endIndex
    }

    /// Where the signature of a message begins: at the last line that begins one; its end where there is none.
    static func signatureStart(in message: ArraySlice<UInt8>) -> Int {
        var last = message.endIndex
        var start = message.startIndex
        while start < message.endIndex {
            let line = message[start...]
            if signatureStarts.contains(where: { line.starts(with: $0.utf8) }) { last = start }
            start = line.firstIndex(of: 0x0a).map { $0 + 1 } ?? message.endIndex
        }
        return last
    }

    private static let signatureStarts = [
        "-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----", "-----BEGIN SIGNED MESSAGE-----",
        "-----BEGIN SSH SIGNATURE-----",
    ]

    private static func signature(_ line: [UInt8]) -> Signature {
        guard let identity = IdentityLine(line.span, 0..<line.count) else {
            return Signature(actor: Actor(name: "", email: ""), date: nil)
        }
        let date = identity.seconds(in: line.span).map {
            Timestamp(seconds: $0, offset: identity.offsetNumber(in: line.span) ?? 0)
        }
        return Signature(
            actor: Actor(name: Text(Array(line[identity.name])), email: Text(Array(line[identity.email]))),
            date: date)
    }
}

// Brings the fields of a commit to the encoding that `--encoding` asks for.

import Records

extension Commit {
    /// Converts each value from UTF-8 as `git log --format` does with one; what has no equal in the encoding stays.
    mutating func encode(in encoding: OutputEncoding) {
        guard encoding != .utf8 else { return }
        func encode(_ text: inout Text) {
            if let value = encoding.value(text.bytes) { text = Text(value) }
        }
        func encode(_ actor: inout Actor) {
            var (name, email) = (actor.name, actor.email)
            encode(&name)
            encode(&email)
            actor = Actor(name: name, email: email)
        }
        encode(&author.actor)
        encode(&committer.actor)
        encode(&summary)
        encode(&message)
        trailers = trailers.map { trailer in
            var (key, value) = (trailer.key, trailer.value)
            encode(&key)
            encode(&value)
            return Trailer(key: key, value: value)
        }
        for place in coAuthors.indices { encode(&coAuthors[place]) }
    }
}

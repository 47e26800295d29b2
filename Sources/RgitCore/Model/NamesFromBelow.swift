// Public names for types of the modules below, so that the library's users import RgitCore alone.

import GitObjects
import Records

/// The name of a git object; prints and is encoded as its hexadecimal digits.
public typealias ObjectID = GitObjects.ObjectID
/// A piece of text from a repository, decoded for people with nothing lost for programs.
public typealias Text = Records.Text
/// A moment as git records it: seconds since 1970 and the writer's offset from UTC.
public typealias Timestamp = Records.Timestamp

# What Doxygen reads instead of a header: the same lines, with its own marks at the comments. Headings of sections stay plain, and
# the numbers of a list start in one column.
1s,^//,/// \\file\
///,
1s,^/\*,/** \\file\
 *,
s,^([[:space:]]*)//([^/]|$),\1///\2,
s,^([[:space:]]*)/\* ([^-]),\1/** \2,
s,([;{\,a-zA-Z0-9_)]) +// ,\1  ///< ,
s,([;{\,a-zA-Z0-9_)]) +/\* ,\1  /**< ,
s,^ \*  ([0-9]\. ), * \1,
# what looks like a tag of HTML is meant as it stands
\,^[[:space:]]*(///|/\*\*| \*),s,<([a-zA-Z/]),\\<\1,g

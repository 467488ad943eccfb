package com.umcloud.umha.core.telemetry;

/** What a sender wrote, made safe for a line of the log. */
final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    /** At most 60 characters; those that are not printable ASCII become {@code ?}. */
    static String of(String text) {
        StringBuilder excerpt = new StringBuilder(LONGEST);
        for (int index = 0; index < Math.min(LONGEST, text.length()); index++) {
            char character = text.charAt(index);
            excerpt.append(character >= ' ' && character < 0x7f ? character : '?');
        }
        return text.length() > LONGEST ? excerpt.append("...").toString() : excerpt.toString();
    }
}

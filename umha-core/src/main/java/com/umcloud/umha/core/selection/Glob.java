package com.umcloud.umha.core.selection;

/**
 * A pattern in which {@code *} stands for any text, the empty one too, and {@code ?} for exactly one character. Letters match
 * in any case.
 */
final class Glob {
    private final int[] pattern;

    Glob(String pattern) {
        this.pattern = folded(pattern);
    }

    /** Whether the whole text matches; takes at most the product of both lengths. */
    boolean matches(String text) {
        int[] characters = folded(text);
        int next = 0;
        int star = -1;
        int resume = 0;
        int at = 0;
        while (at < characters.length) {
            if (next < pattern.length && pattern[next] == '*') {
                star = next++;
                resume = at;
            } else if (next < pattern.length && (pattern[next] == '?' || pattern[next] == characters[at])) {
                next++;
                at++;
            } else if (star >= 0) {
                next = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (next < pattern.length && pattern[next] == '*') {
            next++;
        }
        return next == pattern.length;
    }

    private static int[] folded(String text) {
        return text.codePoints()
                .map(character -> Character.toLowerCase(Character.toUpperCase(character)))
                .toArray();
    }
}

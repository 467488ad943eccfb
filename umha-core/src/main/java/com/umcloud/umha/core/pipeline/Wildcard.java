package com.umcloud.umha.core.pipeline;

import java.util.regex.Pattern;

/**
 * A shell pattern as Python's {@code fnmatch} reads it: {@code *}, {@code ?}, {@code [abc]}, {@code [a-c]}, {@code [!a]};
 * an unclosed bracket stands for itself, a range whose ends are swapped holds nothing.
 */
final class Wildcard {
    private final Pattern pattern;

    Wildcard(String text) {
        pattern = Pattern.compile(translate(text), Pattern.DOTALL);
    }

    boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    static boolean isWild(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    private static String translate(String text) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = c == '[' ? endOfSet(text, at) : -1;
            if (end > 0) {
                expression.append(set(text.substring(at + 1, end)));
                at = end + 1;
                continue;
            }
            switch (c) {
                case '*' -> expression.append(at > 0 && text.charAt(at - 1) == '*' ? "" : ".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        return expression.toString();
    }

    /** The place of the bracket that closes the set, or -1; a bracket that comes first belongs to the set. */
    private static int endOfSet(String text, int open) {
        int from = open + 1;
        if (from < text.length() && text.charAt(from) == '!') {
            from++;
        }
        return text.indexOf(']', from + 1);
    }

    private static String set(String content) {
        boolean negated = content.startsWith("!");
        String members = negated ? content.substring(1) : content;
        StringBuilder set = new StringBuilder();
        int at = 0;
        while (at < members.length()) {
            char first = members.charAt(at);
            if (at + 2 < members.length() && members.charAt(at + 1) == '-') {
                char last = members.charAt(at + 2);
                if (first <= last) {
                    set.append(escaped(first)).append('-').append(escaped(last));
                }
                at += 3;
            } else {
                set.append(escaped(first));
                at++;
            }
        }
        if (set.isEmpty()) {
            return negated ? "." : "(?!)";
        }
        return (negated ? "[^" : "[") + set + "]";
    }

    private static String escaped(char c) {
        return String.format("\\u%04x", (int) c);
    }
}

package com.umcloud.umha.core.config.schema;

import com.umcloud.umha.api.secret.Secret;
import java.util.regex.Pattern;

/** Hides the passwords inside addresses, and tells by a key's name whether its value is one. */
public final class SecretMask {
    // up to the last @: a password may hold one unescaped
    private static final Pattern USER_PASSWORD = Pattern.compile("(?s)(://[^:/?#@]*):.*@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;][^=&;]*(?:password|passwd|pwd|secret|token)[^=&;]*=)[^&;]*");
    private static final Pattern SECRET_KEY =
            Pattern.compile("(?i).*(password|passwd|passphrase|pwd|secret|token|api_key|access_key)");

    private SecretMask() {}

    /** A text with the passwords of addresses in it replaced. */
    public static String url(String text) {
        String withoutUser = USER_PASSWORD.matcher(text).replaceAll("$1:" + Secret.MASK + "@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1" + Secret.MASK);
    }

    /** Whether a key names a secret, such as {@code sender_pwd}. */
    public static boolean namesSecret(String key) {
        return SECRET_KEY.matcher(key).matches();
    }
}

package com.umcloud.umha.core.config;

import com.umcloud.umha.api.secret.Secret;
import com.umcloud.umha.core.config.problem.Origin;
import com.umcloud.umha.core.config.schema.Setting;
import java.util.Optional;

/**
 * A setting with its value.
 *
 * @param setting what it is
 * @param value the typed value; empty if nobody sets it
 * @param origin where the value comes from
 * @param tainted whether a secret was substituted into it
 * @param failed whether a file sets it to something that is not allowed, and the value is the default instead
 */
record ResolvedSetting(Setting setting, Optional<Object> value, Origin origin, boolean tainted, boolean failed) {
    static ResolvedSetting ofDefault(Setting setting) {
        return new ResolvedSetting(setting, setting.defaultValue(), setting.defaultOrigin(), false, false);
    }

    static ResolvedSetting failed(Setting setting) {
        return new ResolvedSetting(setting, setting.defaultValue(), setting.defaultOrigin(), false, true);
    }

    /** The value for people, secrets masked. */
    String display() {
        if (value.isEmpty()) {
            return "";
        }
        String shown = setting.type().display(value.get());
        return tainted && !shown.isEmpty() ? Secret.MASK : shown;
    }

    boolean isDefault() {
        return origin.equals(setting.defaultOrigin());
    }

    /** Without clear text. */
    @Override
    public String toString() {
        return setting.name() + " = " + display() + " (" + origin + ")";
    }
}

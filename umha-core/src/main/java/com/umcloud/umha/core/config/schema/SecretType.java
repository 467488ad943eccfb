package com.umcloud.umha.core.config.schema;

import com.umcloud.umha.api.secret.Secret;
import java.util.Optional;

/** A password, key or token. */
public record SecretType() implements ValueType {
    @Override
    public Optional<Object> parse(String text) {
        return Optional.of(Secret.of(text));
    }

    @Override
    public String allowed() {
        return "a secret";
    }

    @Override
    public Object plain(Object value) {
        return ((Secret) value).reveal();
    }

    @Override
    public boolean secret() {
        return true;
    }
}

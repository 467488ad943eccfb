package com.umcloud.umha.core.store;

import com.umcloud.umha.api.failure.FailureType;
import com.umcloud.umha.api.failure.UmhaException;

/** A word was withdrawn, or heard under another lease, before this could be written; nothing was. */
public final class WordHeardException extends UmhaException {
    private static final long serialVersionUID = 1L;

    private final String wordId;

    public WordHeardException(String wordId) {
        super(FailureType.EXTERNAL, "the operator's word " + wordId + " was withdrawn or heard by another processor");
        this.wordId = wordId;
    }

    public String wordId() {
        return wordId;
    }
}

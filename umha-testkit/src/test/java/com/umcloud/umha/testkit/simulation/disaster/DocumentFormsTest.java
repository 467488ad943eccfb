package com.umcloud.umha.testkit.simulation.disaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.umcloud.umha.api.failure.UmhaException;
import com.umcloud.umha.core.engine.EngineDocuments;
import com.umcloud.umha.testkit.simulation.store.KeptDocuments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentFormsTest {
    @ParameterizedTest
    @ValueSource(longs = {2, 18, 24, 35, 688})
    void theSameHappensWhetherDocumentsAreTextOrNot(long seed) {
        DisasterOptions options = DisasterOptions.usual();
        DisasterResult asText = new Disaster(seed, options, EngineDocuments.JSON).run();
        DisasterResult kept = new Disaster(seed, options, new KeptDocuments()).run();
        assertThat(asText.story()).isNotEmpty();
        assertThat(kept.story()).isEqualTo(asText.story());
        assertThat(kept.violations()).isEqualTo(asText.violations());
    }

    @Test
    void whatWasNeverWrittenIsRefused() {
        KeptDocuments documents = new KeptDocuments();
        assertThatThrownBy(() -> documents.incident("i1", "{}"))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("i1");
        assertThatThrownBy(() -> documents.judgement("node-1", "document 0"))
                .isInstanceOf(UmhaException.class)
                .hasMessageContaining("node-1");
    }
}

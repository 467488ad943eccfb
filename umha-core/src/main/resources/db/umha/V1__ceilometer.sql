-- Ceilometer's tables, for a database in which Ceilometer's own ceilometer-dbsync never ran. Where it did, its tables
-- stay as they are: they have the same columns. Ids are BIGINT here (Ceilometer up to Newton: INT).

CREATE TABLE IF NOT EXISTS meter (
  id   BIGINT       NOT NULL AUTO_INCREMENT,
  name VARCHAR(255) NOT NULL,
  type VARCHAR(255),
  unit VARCHAR(255),
  PRIMARY KEY (id),
  UNIQUE KEY def_unique (name, type, unit)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS resource (
  internal_id       BIGINT       NOT NULL AUTO_INCREMENT,
  user_id           VARCHAR(255),
  project_id        VARCHAR(255),
  source_id         VARCHAR(255),
  resource_id       VARCHAR(255) NOT NULL,
  resource_metadata MEDIUMTEXT,
  metadata_hash     VARCHAR(32),
  PRIMARY KEY (internal_id),
  KEY ix_resource_metadata_hash (metadata_hash),
  KEY ix_resource_resource_id (resource_id, metadata_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS sample (
  id                BIGINT NOT NULL AUTO_INCREMENT,
  meter_id          BIGINT,
  resource_id       BIGINT,
  volume            DOUBLE,
  `timestamp`       DECIMAL(20,6),
  recorded_at       DECIMAL(20,6),
  message_signature VARCHAR(64),
  message_id        VARCHAR(128),
  PRIMARY KEY (id),
  KEY ix_sample_timestamp (`timestamp`),
  KEY ix_sample_resource_id (resource_id),
  KEY ix_sample_meter_id_resource_id (meter_id, resource_id),
  CONSTRAINT fk_sample_meter FOREIGN KEY (meter_id) REFERENCES meter (id),
  CONSTRAINT fk_sample_resource FOREIGN KEY (resource_id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS metadata_text (
  id       BIGINT       NOT NULL,
  meta_key VARCHAR(255) NOT NULL,
  `value`  MEDIUMTEXT,
  PRIMARY KEY (id, meta_key),
  KEY ix_meta_text_key (meta_key),
  CONSTRAINT fk_metadata_text_resource FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS metadata_int (
  id       BIGINT       NOT NULL,
  meta_key VARCHAR(255) NOT NULL,
  `value`  BIGINT,
  PRIMARY KEY (id, meta_key),
  KEY ix_meta_int_key (meta_key),
  CONSTRAINT fk_metadata_int_resource FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS metadata_float (
  id       BIGINT       NOT NULL,
  meta_key VARCHAR(255) NOT NULL,
  `value`  DOUBLE,
  PRIMARY KEY (id, meta_key),
  KEY ix_meta_float_key (meta_key),
  CONSTRAINT fk_metadata_float_resource FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE IF NOT EXISTS metadata_bool (
  id       BIGINT       NOT NULL,
  meta_key VARCHAR(255) NOT NULL,
  `value`  BOOLEAN,
  PRIMARY KEY (id, meta_key),
  KEY ix_meta_bool_key (meta_key),
  CONSTRAINT fk_metadata_bool_resource FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- The tables as ceilometer-dbsync (Mitaka and Newton) makes them on an empty MySQL database.
CREATE TABLE meter (
  id INT NOT NULL AUTO_INCREMENT, name VARCHAR(255) NOT NULL, type VARCHAR(255), unit VARCHAR(255),
  PRIMARY KEY (id), UNIQUE KEY def_unique (name, type, unit), KEY ix_meter_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE resource (
  internal_id INT NOT NULL AUTO_INCREMENT, user_id VARCHAR(255), project_id VARCHAR(255), source_id VARCHAR(255),
  resource_id VARCHAR(255) NOT NULL, resource_metadata TEXT, metadata_hash VARCHAR(32),
  PRIMARY KEY (internal_id), KEY ix_resource_metadata_hash (metadata_hash), KEY ix_resource_resource_id (resource_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE sample (
  id INT NOT NULL AUTO_INCREMENT, meter_id INT, resource_id INT, volume DOUBLE, timestamp DECIMAL(20,6),
  recorded_at DECIMAL(20,6), message_signature VARCHAR(64), message_id VARCHAR(128),
  PRIMARY KEY (id), KEY ix_sample_timestamp (timestamp), KEY ix_sample_resource_id (resource_id),
  KEY ix_sample_meter_id (meter_id), KEY ix_sample_meter_id_resource_id (meter_id, resource_id),
  CONSTRAINT sample_ibfk_1 FOREIGN KEY (meter_id) REFERENCES meter (id),
  CONSTRAINT sample_ibfk_2 FOREIGN KEY (resource_id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_text (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value TEXT, PRIMARY KEY (id, meta_key),
  KEY ix_meta_text_key (meta_key),
  CONSTRAINT metadata_text_ibfk_1 FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_int (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value BIGINT, PRIMARY KEY (id, meta_key),
  KEY ix_meta_int_key (meta_key),
  CONSTRAINT metadata_int_ibfk_1 FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_float (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value DOUBLE, PRIMARY KEY (id, meta_key),
  KEY ix_meta_float_key (meta_key),
  CONSTRAINT metadata_float_ibfk_1 FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE metadata_bool (
  id INT NOT NULL, meta_key VARCHAR(255) NOT NULL, value TINYINT(1), PRIMARY KEY (id, meta_key),
  KEY ix_meta_bool_key (meta_key), CHECK (value IN (0, 1)),
  CONSTRAINT metadata_bool_ibfk_1 FOREIGN KEY (id) REFERENCES resource (internal_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
CREATE TABLE migrate_version (
  repository_id VARCHAR(250) NOT NULL, repository_path TEXT, version INT, PRIMARY KEY (repository_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
INSERT INTO migrate_version VALUES ('ceilometer', '/usr/lib/python2.7/site-packages/ceilometer/storage/sqlalchemy/migrate_repo', 45);

-- The archive: one SQLite file, written by one program at a time and read by any number, with any SQLite tool.
-- PRAGMA application_id is 0x456E7474 ("Entt"), PRAGMA user_version the number of the schema (below: 1).
--
-- An article (or a host's own entry) has reports: the deals that it tells. Reports of one event in several articles are one
-- deal. Which reports are one, and under which party a name counts, follows from the contents of the file alone, never from
-- the order in which it was filled: `deal`, `month`, `page`, `report.deal` and `name.party` are derived and can be made anew.
--
-- Days are days since 1970-01-01 (date(day * 86400, 'unixepoch')); -1000000 is a day that is not known. Kinds, forms, roles,
-- statuses, precisions and bases are numbers that the table `code` names. Money is decimal text as the article says it;
-- `value_low` and `value_high` are the same sum in hundredths of the archive's currency (meta 'currency'), so that they
-- can be indexed and added exactly. Roles and fields in JSON are numbers of `code` too.

-- key: 'currency'; 'checkpoint:NAME', how far a program that fills the archive has come.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- The names of the numbers: domain 'kind', 'form', 'status', 'role', 'party_kind', 'precision', 'basis', 'origin', 'field', 'verdict'.
CREATE TABLE code (domain TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (domain, number)) WITHOUT ROWID;

-- Versions of library, packs and rates that read articles.
CREATE TABLE version (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

-- An article that was read (origin 0), a host's own entry (1), or a reviewer's corrected deal (2).
CREATE TABLE article (
  id INTEGER PRIMARY KEY,
  origin INTEGER NOT NULL,
  key TEXT NOT NULL,                 -- the id as given
  language TEXT NOT NULL,            -- 'ko', 'en', ... or ''
  published TEXT NOT NULL,           -- as given, or ''
  day INTEGER NOT NULL,              -- the first day of `published`
  title TEXT NOT NULL,
  version INTEGER NOT NULL REFERENCES version,
  parties TEXT NOT NULL,             -- [[name, kind, [alias, ...]], ...]: names are rows of `name`
  warnings TEXT NOT NULL,            -- as in the JSON of the extraction
  first_report INTEGER NOT NULL,     -- its reports have this id and the next ones, so many as `reports` says
  reports INTEGER NOT NULL
);
CREATE UNIQUE INDEX article_by_key ON article (key, origin);

-- Every name that an article uses, as a party or as an alias of one. `party` is the name under which it counts.
CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE,
  fold TEXT NOT NULL,                -- small ASCII letters without blanks: names that share it are one
  country TEXT NOT NULL,             -- ISO 3166 code of a country, region or city, or ''
  party INTEGER NOT NULL
);
CREATE INDEX name_by_fold ON name (fold);
CREATE INDEX name_by_party ON name (party);

-- In how many articles a name is a party of a kind.
CREATE TABLE name_kind (name INTEGER NOT NULL REFERENCES name, kind INTEGER NOT NULL, articles INTEGER NOT NULL,
  PRIMARY KEY (name, kind)) WITHOUT ROWID;
-- In how many articles `alias` is another name of the party `name`.
CREATE TABLE alias (name INTEGER NOT NULL REFERENCES name, alias INTEGER NOT NULL REFERENCES name, articles INTEGER NOT NULL,
  PRIMARY KEY (name, alias)) WITHOUT ROWID;
CREATE INDEX alias_by_alias ON alias (alias, name);
-- What the user says about two names: same 1 (the second is another name of the first) or 0 (they are two parties).
CREATE TABLE said (a TEXT NOT NULL, b TEXT NOT NULL, same INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- One deal as one article tells it.
CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,              -- from the article's key, the kind and the parties: the id that users see, in hexadecimal
  article INTEGER NOT NULL REFERENCES article,
  ordinal INTEGER NOT NULL,          -- place among the deals of the article
  deal INTEGER,                      -- the deal it belongs to; NULL where a reviewer rejected it
  kind INTEGER NOT NULL,
  form INTEGER NOT NULL,
  status INTEGER NOT NULL,
  parties TEXT NOT NULL,             -- [[name, role, field, begin, end], ...]
  day_from INTEGER NOT NULL,
  day_to INTEGER NOT NULL,
  precision INTEGER NOT NULL,
  basis INTEGER NOT NULL,
  low TEXT, high TEXT, currency TEXT, -- the sum as the article says it; NULL where it names none
  value_low INTEGER, value_high INTEGER,
  amount TEXT,                       -- {"text", "field", "begin", "end", "qualifiers", "normalized", "not_normalized", "equivalents"}
  shared INTEGER NOT NULL,           -- 1 where another deal of the article has the same sum
  stake TEXT, term INTEGER,
  subject TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence INTEGER NOT NULL,       -- hundredths
  evidence TEXT NOT NULL             -- [[field, begin, end, text], ...]
);
CREATE UNIQUE INDEX report_by_uid ON report (uid);
CREATE INDEX report_by_deal ON report (deal) WHERE deal <> id;

-- One event. `id` is that of its first report, whose uid is the deal's.
CREATE TABLE deal (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL, form INTEGER NOT NULL, status INTEGER NOT NULL,
  day_from INTEGER NOT NULL, day_to INTEGER NOT NULL, precision INTEGER NOT NULL, basis INTEGER NOT NULL,
  value_low INTEGER, value_high INTEGER,
  amount INTEGER,                    -- the report whose sum stands for the deal's
  flags INTEGER NOT NULL,            -- 1: has a sum, 2: reports differ, 4: a host's or reviewer's, 8: a sum shared with another deal
  reports INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  stake TEXT, term INTEGER, subject TEXT NOT NULL,
  parties TEXT NOT NULL              -- "party:role party:role"
);
CREATE INDEX deal_by_day ON deal (day_from, kind, status, flags, value_low, value_high);
CREATE INDEX deal_by_shared_sum ON deal (day_from, kind, status, flags, value_low, value_high) WHERE flags & 8;
CREATE INDEX deal_by_value ON deal (value_high) WHERE value_high IS NOT NULL;

-- How many deals of a kind and status begin in a month, and the sums of those that count: totals of the whole archive.
CREATE TABLE month (
  month INTEGER NOT NULL,            -- year * 12 + month - 1, or -1 for a day that is not known
  kind INTEGER NOT NULL, status INTEGER NOT NULL,
  counting INTEGER NOT NULL,         -- 0: has a value, 1: no sum, 2: a sum without a value, 3: a sum that another deal of its article has too
  deals INTEGER NOT NULL,
  low TEXT NOT NULL, high TEXT NOT NULL,  -- in the archive's currency
  PRIMARY KEY (month, kind, status, counting)) WITHOUT ROWID;

-- What a party does in a stretch of 366 days: its deals, and its reports by which those of one event are found.
CREATE TABLE page (
  id INTEGER PRIMARY KEY,            -- party + 1099511627776 * ((day + 1499136) / 366)
  deals TEXT NOT NULL,               -- a line for each: "day deal kind status party:role party:role"
  reports TEXT NOT NULL              -- a line for each: "first_day report last_day kind party:role party:role"
);

-- What reviewers said about reports, by uid and article: kept when the article is read again or removed.
CREATE TABLE review (
  uid INTEGER PRIMARY KEY,
  key TEXT NOT NULL,                 -- of the article
  verdict INTEGER NOT NULL,          -- 0 accepted, 1 rejected, 2 edited
  reviewer TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL,
  deal TEXT NOT NULL,                -- the deal as it was read, with its evidence
  edited TEXT                        -- the corrected deal, as the JSON of an extraction
);

-- Words of titles and evidence, by article. A run of Hangul, kana or Han letters stands as its pairs of neighbours and its
-- last letter ("pairs of syllables as words"), anything else in words of letters and digits in small letters. A text is found by all
-- of its words and then looked for in the texts themselves.
CREATE VIRTUAL TABLE words USING fts5 (title, evidence, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216), ('automerge', 16);  -- more in memory and fewer rewrites while many articles are added

-- For people: the deals with their codes in words.
CREATE VIEW deals AS
  SELECT format('%016x', r.uid) AS uid, k.name AS kind, f.name AS form, s.name AS status,
         CASE WHEN d.day_from > -1000000 THEN date(d.day_from * 86400, 'unixepoch') END AS day,
         (SELECT group_concat(n.text || ' (' || c.name || ')', ', ')
            FROM json_each('[["' || replace(replace(d.parties, ':', '",'), ' ', '],["') || ']]') j
            JOIN name n ON n.id = CAST(json_extract(j.value, '$[0]') AS INTEGER)
            JOIN code c ON c.domain = 'role' AND c.number = json_extract(j.value, '$[1]')) AS parties,
         a.low, a.high, a.currency, d.value_low / 100.0 AS value, d.reports, d.subject
    FROM deal d JOIN report r ON r.id = d.id LEFT JOIN report a ON a.id = d.amount
    JOIN code k ON k.domain = 'kind' AND k.number = d.kind
    JOIN code f ON f.domain = 'form' AND f.number = d.form
    JOIN code s ON s.domain = 'status' AND s.number = d.status;

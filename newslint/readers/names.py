"""The usual names of an article's fields in other people's records, best first."""

from __future__ import annotations

# Compared in lower case, without anything that is not a letter or digit: publish_date = publishDate = "Publish date".
NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "articleid", "guid", "uuid", "docid", "documentid", "newsid", "postid", "storyid", "identifier"),
    "title": (
        *("title", "headline", "articletitle", "newstitle", "webtitle", "mainheadline", "heading", "name"),
        *("ogtitle", "titel", "titre", "titulo", "título", "titolo", "tytuł", "overskrift", "rubrik", "заголовок"),
    ),
    "text": (
        *("text", "articletext", "body", "articlebody", "bodytext", "content", "articlecontent", "maintext", "article"),
        *("plaintext", "cleanedtext", "cleantext", "contenttext", "textcontent", "fulltext", "fullcontent", "newstext"),
        *("story", "storytext", "contents", "document", "paragraphs", "texte", "texto", "testo", "inhalt", "текст"),
        "rawtext",
    ),
    "published": (
        *("published", "publishedat", "datepublished", "publisheddate", "publishedtime", "publishdate", "publishtime"),
        *("publishedon", "datepublish", "publishingdate", "publicationdate", "publicationtime", "pubdate", "pubtime"),
        *("articlepublishedtime", "webpublicationdate", "firstpublished", "firstpublishedat", "dateline", "posteddate"),
        *("postedat", "releasedate", "issued", "date", "datetime", "datecreated", "createdat", "created", "timestamp"),
        *("time", "datum", "fecha", "дата"),
    ),
    "modified": (
        *("modified", "modifiedat", "datemodified", "modifieddate", "modifiedtime", "datemodify"),
        *("articlemodifiedtime", "updated", "updatedat", "dateupdated", "updateddate", "updatedate", "updatetime"),
        *("lastmodified", "lastmod", "lastupdated", "lastupdate", "lastupdatedate"),
    ),
    "url": (
        *("url", "link", "articleurl", "canonicalurl", "canonical", "canonicallink", "weburl", "permalink", "pageurl"),
        *("responseurl", "respondedurl", "requestedurl", "originalurl", "ogurl", "href", "uri", "mainentityofpage"),
    ),
    "site": (
        *("site", "domain", "sourcedomain", "sitedomain", "hostname", "host", "website", "siteurl", "sourceurl"),
        *("sitename", "ogsitename", "source", "sourcename", "publisher", "outlet", "newspaper", "medium"),
    ),
    "language": ("language", "lang", "metalang", "inlanguage", "languagecode", "langcode", "locale", "sprache"),
    "author": ("author", "authors", "byline", "authorname", "creator", "writer", "autor", "auteur"),
    "description": (
        *("description", "summary", "metadescription", "ogdescription", "standfirst", "subtitle", "subheadline"),
        *("lead", "teaser", "excerpt", "abstract", "dek", "deck", "snippet"),
    ),
    "crawled_at": (
        *("crawledat", "datecrawled", "crawldate", "crawltime", "scrapedat", "datescraped", "scrapedate", "scrapetime"),
        *("fetchedat", "fetchdate", "fetchtime", "datefetched", "datedownload", "downloaddate", "downloadedat"),
        *("retrievedat", "retrieveddate", "dateretrieved", "collectedat", "extractedat", "accessdate", "filedate"),
    ),
}
# Keys that may hold the whole article, as Elasticsearch, JSON:API and many scrapers write it.
WRAPPERS = frozenset(
    (
        *("article", "_source", "data", "item", "document", "doc", "record", "payload", "attributes", "fields"),
        *("page", "content", "body", "news", "story", "post", "result"),
    )
)
# Keys under which a JSON file keeps its list of articles.
LISTS = frozenset(
    (
        *("articles", "items", "data", "results", "records", "news", "documents", "docs", "hits", "entries"),
        *("posts", "stories", "rows"),
    )
)
# Where an object that stands for a text, a person, a site or a moment keeps it (schema.org, WordPress, MongoDB).
INNER = (
    *("name", "rendered", "$date", "$oid", "$numberLong", "@value", "#text", "text", "content", "value", "url", "@id"),
)
# The same for a paragraph, and (without the first two) for a whole text.
INNER_TEXT = ("text", "content", "rendered", "value", "@value", "#text")

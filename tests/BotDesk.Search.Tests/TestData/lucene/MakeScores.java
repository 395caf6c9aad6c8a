// Computes scores.tsv with Apache Lucene 8 (Debian package liblucene8-java, version 8.7.0). Run in this folder:
//   java -cp '/usr/share/java/lucene-core-8.7.0.jar:/usr/share/java/lucene-queryparser-8.7.0.jar' MakeScores.java > scores.tsv
// A line is: k1 and b of title and body, the query, and a document with its score.

import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.search.similarities.*;
import org.apache.lucene.store.ByteBuffersDirectory;

public class MakeScores {
    static final float[][] SETTINGS = {{1.2f, 0.75f, 1.2f, 0.75f}, {0.5f, 0.5f, 1f, 0.95f}, {1.6f, 0.8f, 0f, 0f}};

    public static void main(String[] args) throws Exception {
        for (float[] s : SETTINGS) {
            Similarity similarity = new PerFieldSimilarityWrapper() {
                @Override public Similarity get(String field) {
                    return field.equals("title") ? new BM25Similarity(s[0], s[1]) : new BM25Similarity(s[2], s[3]);
                }
            };
            ByteBuffersDirectory directory = new ByteBuffersDirectory();
            IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer()).setSimilarity(similarity);
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (String line : Files.readAllLines(Paths.get("documents.tsv"))) {
                    String[] parts = line.split("\t");
                    Document document = new Document();
                    document.add(new StringField("key", parts[0], Field.Store.YES));
                    document.add(new TextField("title", parts[1], Field.Store.NO));
                    document.add(new TextField("body", parts[2], Field.Store.NO));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                searcher.setSimilarity(similarity);
                for (String line : Files.readAllLines(Paths.get("queries.txt"))) {
                    TopDocs found = searcher.search(parse(line), 1000);
                    for (ScoreDoc hit : found.scoreDocs) {
                        System.out.println(s[0] + " " + s[1] + " " + s[2] + " " + s[3] + "\t" + line + "\t"
                            + searcher.doc(hit.doc).get("key") + "\t" + hit.score);
                    }
                }
            }
        }
    }

    static Query parse(String line) throws Exception {
        QueryParser parser = new QueryParser("body", new StandardAnalyzer());
        if (!line.startsWith("dismax:")) {
            return parser.parse(line);
        }
        String[] parts = line.split(":", 3);
        List<Query> queries = new ArrayList<>();
        for (String part : parts[2].split(" \\| ")) {
            queries.add(parser.parse(part));
        }
        return new DisjunctionMaxQuery(queries, Float.parseFloat(parts[1]));
    }
}

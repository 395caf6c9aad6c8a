// Times Apache Lucene 8 (Debian package liblucene8-java) as a single source file: java -cp JARS LuceneSpeed.java ARTICLES KIND TEXTS …
// ARTICLES has a title and a body to a line, separated by a tab; each TEXTS a question to a line. Title counted twice, EnglishAnalyzer,
// BM25, words joined by OR, the ten best, index in memory and in one segment; questions twice, timed the second time.

import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.store.ByteBuffersDirectory;

public class LuceneSpeed {
    static final Analyzer ANALYZER = new EnglishAnalyzer();

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        ByteBuffersDirectory directory = new ByteBuffersDirectory();
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(ANALYZER))) {
            for (String line : Files.readAllLines(Paths.get(args[0]))) {
                String[] parts = line.split("\t", 2);
                Document document = new Document();
                document.add(new TextField("title", parts[0], Field.Store.NO));
                document.add(new TextField("body", parts[1], Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        System.out.printf(Locale.ROOT, "  Lucene 8 indexed the same in %.2f s%n", (System.nanoTime() - start) / 1e9);
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (int i = 1; i + 1 < args.length; i += 2) {
                List<String> texts = Files.readAllLines(Paths.get(args[i + 1]));
                double[] times = new double[texts.size()];
                for (int round = 0; round < 3; round++) {
                    for (int n = 0; n < times.length; n++) {
                        long begun = System.nanoTime();
                        searcher.search(query(texts.get(n)), 10);
                        times[n] = (System.nanoTime() - begun) / 1e6;
                    }
                }
                Arrays.sort(times);
                System.out.printf(Locale.ROOT, "  %-43s p50 %.3f ms, p99 %.3f ms, %d times%n", args[i] + ", Lucene 8", times[times.length / 2], times[times.length * 99 / 100], times.length);
            }
        }
    }

    static Query query(String text) throws Exception {
        Set<String> words = new LinkedHashSet<>();
        try (TokenStream tokens = ANALYZER.tokenStream("body", text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (String word : words) {
            any.add(new BoostQuery(new TermQuery(new Term("title", word)), 2), BooleanClause.Occur.SHOULD);
            any.add(new TermQuery(new Term("body", word)), BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }
}

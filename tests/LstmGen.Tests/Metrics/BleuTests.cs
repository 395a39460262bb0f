using CsCheck;
using LstmGen.Checks;
using LstmGen.Metrics;

namespace LstmGen.Tests.Metrics;

public sealed class BleuTests
{
    private static readonly Gen<int[]> Sentence = Gen.Int[0, 3].Array[0, 9];

    // The examples of Papineni et al. (2002), section 2.
    private static readonly string[][] Guide =
    [
        Words("it is a guide to action that ensures that the military will forever heed party commands"),
        Words("it is the guiding principle which guarantees the military forces always being under the command of the party"),
        Words("it is the practical guide for the army always to heed the directions of the party"),
    ];

    [Theory]
    [InlineData("it is a guide to action which ensures that the military always obeys the commands of the party", 17.0 / 18, 10.0 / 17)]
    [InlineData("it is to insure the troops forever hearing the activity guidebook that party direct", 8.0 / 14, 1.0 / 13)]
    public void Precisions_are_those_of_the_paper(string candidate, double unigrams, double bigrams)
    {
        IReadOnlyList<double> precisions = Bleu.OfSentence(Words(candidate), Guide).Precisions;
        Assert.Equal((unigrams, bigrams), (precisions[0], precisions[1]));
    }

    [Fact]
    public void A_word_counts_no_oftener_than_in_the_reference_that_has_it_most() =>
        Assert.Equal(2.0 / 7, Bleu.OfSentence(Words("the the the the the the the"), [Words("the cat is on the mat"), Words("there is a cat on the mat")]).Precisions[0]);

    [Fact]
    public void The_score_is_the_geometric_mean_times_the_brevity_penalty()
    {
        // 5 tokens against 6: 5 of 5, 3 of 4, 1 of 3, 0 of 2; then with one added above the first order.
        string[] candidate = Words("the cat on the mat"), reference = Words("the cat is on the mat");
        BleuScore plain = Bleu.OfSentence(candidate, [reference]);
        Assert.Equal([1, 3.0 / 4, 1.0 / 3, 0], plain.Precisions);
        Assert.Equal(0, plain.Value);
        BleuScore smooth = Bleu.OfSentence(candidate, [reference], smoothing: BleuSmoothing.AddOne);
        Assert.Equal([1, 4.0 / 5, 2.0 / 4, 1.0 / 3], smooth.Precisions);
        Assert.Equal(Math.Exp(1 - 6.0 / 5) * Math.Pow(4.0 / 5 / 2 / 3, 0.25), smooth.Value, 14);
        Assert.Equal("BLEU 49.47 (100.0/80.0/50.0/33.3, brevity penalty 0.819, 5 tokens for 6)", smooth.ToString());
    }

    [Fact]
    public void A_corpus_of_two_scores_as_in_the_documentation_of_nltk()
    {
        // nltk.translate.bleu_score: sentence_bleu and corpus_bleu, printed to four digits without rounding.
        string[] first = Words("It is a guide to action which ensures that the military always obeys the commands of the party");
        string[][] references =
        [
            Words("It is a guide to action that ensures that the military will forever heed Party commands"),
            Words("It is the guiding principle which guarantees the military forces always being under the command of the Party"),
            Words("It is the practical guide for the army always to heed the directions of the party"),
        ];
        Bleu bleu = new();
        bleu.Add(first, references);
        Assert.InRange(bleu.Score.Value, 0.5045, 0.5046);
        bleu.Add(Words("he read the book because he was interested in world history"), Words("he was interested in world history because he read the book"));
        Assert.InRange(bleu.Score.Value, 0.5920, 0.5921);
    }

    [Fact]
    public void The_nearest_reference_counts_for_the_length_and_the_shorter_of_two()
    {
        int[] four = [1, 2, 3, 4];
        Assert.Equal(3, Bleu.OfSentence(four, [[1, 2, 3, 4, 5], [1, 2, 3], [1]]).ReferenceLength);
        Assert.Equal(5, Bleu.OfSentence(four, [[1, 2, 3, 4, 5], [1, 2]]).ReferenceLength);
    }

    [Fact]
    public void A_corpus_scores_as_its_definition_says() =>
        Gen.Select(Sentence, Sentence.Array[1, 3]).Array[1, 4].Sample(corpus =>
        {
            foreach (BleuSmoothing smoothing in Enum.GetValues<BleuSmoothing>())
            {
                Bleu bleu = new(order: 3, smoothing);
                foreach ((int[] hypothesis, int[][] references) in corpus)
                {
                    bleu.Add(hypothesis, references);
                }

                Assert.Equal(Slow(corpus, 3, smoothing == BleuSmoothing.AddOne ? 1 : 0), bleu.Score.Value, 12);
            }
        });

    [Fact]
    public void Ids_and_words_score_alike_and_a_perfect_corpus_scores_1() => Gen.Int[0, 3].Array[4, 9].Sample(ids =>
    {
        string[] words = [.. ids.Select(id => id.ToString())];
        Assert.Equal(1, Bleu.OfSentence(ids, [ids]).Value);
        Assert.Equal(Bleu.OfSentence(ids, [ids[1..]]).Value, Bleu.OfSentence(words, [words[1..]]).Value);
    });

    [Fact]
    public void Bad_input_is_refused_and_nothing_scores_0()
    {
        Assert.Equal(0, new Bleu().Score.Value);
        Assert.Equal(0, Bleu.OfSentence([], [[1]]).Value);
        Assert.Throws<ArgumentException>("references", () => new Bleu().Add([1]));
        Assert.Throws<ArgumentOutOfRangeException>("order", () => new Bleu(0));
        Assert.Throws<ArgumentOutOfRangeException>("smoothing", () => new Bleu(4, (BleuSmoothing)9));
    }

    private static string[] Words(string text) => text.Split(' ');

    /// <summary>The definition, with n-grams as strings and every count taken anew.</summary>
    private static double Slow((int[] Hypothesis, int[][] References)[] corpus, int longest, int added)
    {
        double product = 1;
        for (int n = 1; n <= longest; n++)
        {
            double matches = n > 1 ? added : 0, total = matches;
            foreach ((int[] hypothesis, int[][] references) in corpus)
            {
                string[] ngrams = Ngrams(hypothesis, n);
                total += ngrams.Length;
                matches += ngrams.Distinct().Sum(ngram => Math.Min(
                    ngrams.Count(other => other == ngram),
                    references.Max(reference => Ngrams(reference, n).Count(other => other == ngram))));
            }

            product *= total == 0 ? 0 : matches / total;
        }

        double c = corpus.Sum(pair => pair.Hypothesis.Length);
        double r = corpus.Sum(pair => pair.References.Select(x => x.Length).OrderBy(x => Math.Abs(x - pair.Hypothesis.Length)).ThenBy(x => x).First());
        return product == 0 ? 0 : Math.Pow(product, 1.0 / longest) * (c > r ? 1 : Math.Exp(1 - r / c));
    }

    private static string[] Ngrams(int[] tokens, int n) =>
        [.. Enumerable.Range(0, Math.Max(0, tokens.Length - n + 1)).Select(i => string.Join(' ', tokens.Skip(i).Take(n)))];
}

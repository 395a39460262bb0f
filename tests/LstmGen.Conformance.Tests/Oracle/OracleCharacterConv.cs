namespace LstmGen.Conformance.Oracle;

/// <summary>
/// The characters of a word: their rows of a table, a convolution with zeros around the word, and of each filter the activation of its largest value, the first of equals.
/// Parameters: embeddings [vocabulary, dimension], kernel [kernel, dimension, filters], bias [filters].
/// </summary>
internal sealed class OracleCharacterConv(int vocabulary, int dimension, int length, int filters, int kernel) : OracleTokenLayer
{
    public Activation Activation { get; init; } = Activation.Relu;

    public bool UseBias { get; init; } = true;

    public override IReadOnlyList<int> Vocabularies => [.. Enumerable.Repeat(vocabulary, length)];

    protected override int Width => filters;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input) =>
    [
        new OracleTensor("embeddings", vocabulary, dimension),
        new OracleTensor("kernel", kernel, dimension, filters),
        .. UseBias ? [new OracleTensor("bias", filters)] : Array.Empty<OracleTensor>(),
    ];

    public override OraclePass Forward(OracleRun run)
    {
        int[][] words = [.. Ids(run).Select(word => word[..Math.Max(1, Array.FindLastIndex(word, id => id != 0) + 1)])];
        (double[] Sums, int[] Places)[] largest = [.. words.Select(word => Largest(word, run.Parameters))];
        return new Pass(this, run, words, largest, Before(run.Shape))
        {
            Output = Join(run, largest.Select(word => word.Sums.Select(sum => Textbook.Value(Activation, sum)).ToArray())),
        };
    }

    private int Kernel(int k, int d, int filter) => vocabulary * dimension + (k * dimension + d) * filters + filter;

    private int Bias(int filter) => vocabulary * dimension + kernel * dimension * filters + filter;

    private (double[] Sums, int[] Places) Largest(int[] word, double[] parameters)
    {
        double[] sums = new double[filters];
        int[] places = new int[filters];
        for (int filter = 0; filter < filters; filter++)
        {
            double best = double.NegativeInfinity;
            for (int place = 0; place < word.Length; place++)
            {
                double sum = UseBias ? parameters[Bias(filter)] : 0;
                foreach ((int k, int id) in Seen(word, place))
                {
                    for (int d = 0; d < dimension; d++)
                    {
                        sum += parameters[id * dimension + d] * parameters[Kernel(k, d, filter)];
                    }
                }

                if (sum > best)
                {
                    (best, places[filter]) = (sum, place);
                }
            }

            sums[filter] = best;
        }

        return (sums, places);
    }

    /// <summary>The characters that a filter sees at a place, by their place in the kernel.</summary>
    private IEnumerable<(int K, int Id)> Seen(int[] word, int place) =>
        from k in Enumerable.Range(0, kernel)
        let at = place + k - (kernel - 1) / 2
        where at >= 0 && at < word.Length
        select (k, word[at]);

    private sealed class Pass(OracleCharacterConv layer, OracleRun run, int[][] words, (double[] Sums, int[] Places)[] largest, int before) : OraclePass
    {
        private readonly int _dimension = layer.Tensors(default)[0].Shape[1];

        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[] parameters = run.Parameters;
            for (int t = 0; t < words.Length; t++)
            {
                for (int filter = 0; filter < largest[t].Places.Length; filter++)
                {
                    double dz = outputGradient[t][before + filter] * Textbook.Slope(layer.Activation, largest[t].Sums[filter]);
                    if (layer.UseBias)
                    {
                        parameterGradient[layer.Bias(filter)] += dz;
                    }

                    foreach ((int k, int id) in layer.Seen(words[t], largest[t].Places[filter]))
                    {
                        for (int d = 0; d < _dimension; d++)
                        {
                            parameterGradient[layer.Kernel(k, d, filter)] += dz * parameters[id * _dimension + d];
                            parameterGradient[id * _dimension + d] += dz * parameters[layer.Kernel(k, d, filter)];
                        }
                    }
                }
            }

            return InputGradient(run, before, outputGradient);
        }
    }
}

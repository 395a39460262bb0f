namespace LstmGen.Conformance.Oracle;

/// <summary>
/// The row of a table for each token id. Parameters: embeddings [vocabulary, dimension]. With masked zeros the zeros at the end are padding: the
/// valid steps end behind the last other id, and there is at least one.
/// </summary>
internal sealed class OracleEmbedding(int vocabulary, int dimension) : OracleLayer
{
    public int Vocabulary => vocabulary;

    public bool MaskZero { get; init; }

    public override OracleShape Output(OracleShape input) =>
        input.Values == 1 ? new(input.Steps, dimension) : throw new ArgumentException($"A step is one token id, not {input.Values} values.", nameof(input));

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [new OracleTensor("embeddings", vocabulary, dimension)];

    public override OraclePass Forward(OracleRun run)
    {
        int[] ids = [.. run.Input.Select(step => (int)step[0])];
        int steps = MaskZero ? Math.Max(1, Array.FindLastIndex(ids, id => id != 0) + 1) : ids.Length;
        return new Pass(ids[..steps], run.Steps, dimension)
        {
            Output = [.. ids[..steps].Select(id => run.Parameters[(id * dimension)..((id + 1) * dimension)])],
        };
    }

    private sealed class Pass(int[] ids, int steps, int dimension) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            for (int t = 0; t < ids.Length; t++)
            {
                for (int k = 0; k < dimension; k++)
                {
                    parameterGradient[ids[t] * dimension + k] += outputGradient[t][k];
                }
            }

            // An id is no number to differentiate by.
            return Zeros(steps, 1);
        }
    }
}

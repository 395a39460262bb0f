namespace LstmGen.Conformance.Oracle;

/// <summary>A layer that reads columns of the model's input as ids, whatever stands before it, and lays its values behind those that came in.</summary>
internal abstract class OracleTokenLayer : OracleLayer
{
    /// <summary>The first column that it reads.</summary>
    public int Column { get; init; }

    /// <summary>For each column that it reads, how many ids there are.</summary>
    public abstract IReadOnlyList<int> Vocabularies { get; }

    /// <summary>Values that it makes of a step.</summary>
    protected abstract int Width { get; }

    public override OracleShape Output(OracleShape input) => new(input.Steps, Before(input) + Width);

    /// <summary>Values before its own: what is at the top of the model has the ids themselves before it.</summary>
    protected int Before(OracleShape input) => Column == 0 ? 0 : input.Values;

    /// <summary>The ids that it reads, step by step.</summary>
    protected int[][] Ids(OracleRun run) =>
        [.. run.Window.Take(run.Steps).Select(step => step[Column..(Column + Vocabularies.Count)].Select(id => (int)id).ToArray())];

    protected double[][] Join(OracleRun run, IEnumerable<double[]> own) =>
        [.. own.Select((values, t) => (double[])[.. Column == 0 ? [] : run.Input[t], .. values])];

    /// <summary>The gradient with respect to what came in.</summary>
    protected static double[][] InputGradient(OracleRun run, int before, double[][] outputGradient)
    {
        // An id is no number to differentiate by.
        double[][] gradient = [.. run.Input.Select(step => new double[step.Length])];
        for (int t = 0; t < outputGradient.Length; t++)
        {
            outputGradient[t].AsSpan(0, before).CopyTo(gradient[t]);
        }

        return gradient;
    }
}

/// <summary>
/// The row of a table for each token id. Parameters: embeddings [vocabulary, dimension]. With masked zeros the zeros at the end are padding: the
/// valid steps end behind the last other id, and there is at least one.
/// </summary>
internal sealed class OracleEmbedding(int vocabulary, int dimension) : OracleTokenLayer
{
    public bool MaskZero { get; init; }

    public override IReadOnlyList<int> Vocabularies => [vocabulary];

    protected override int Width => dimension;

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input) => [new OracleTensor("embeddings", vocabulary, dimension)];

    public override OraclePass Forward(OracleRun run)
    {
        int[] ids = [.. Ids(run).Select(step => step[0])];
        int steps = MaskZero ? Math.Max(1, Array.FindLastIndex(ids, id => id != 0) + 1) : ids.Length;
        return new Pass(run, ids[..steps], Before(run.Shape), dimension)
        {
            Output = Join(run, ids[..steps].Select(id => run.Parameters[(id * dimension)..((id + 1) * dimension)])),
        };
    }

    private sealed class Pass(OracleRun run, int[] ids, int before, int dimension) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            for (int t = 0; t < ids.Length; t++)
            {
                for (int k = 0; k < dimension; k++)
                {
                    parameterGradient[ids[t] * dimension + k] += outputGradient[t][before + k];
                }
            }

            return InputGradient(run, before, outputGradient);
        }
    }
}

using System.Globalization;
using LstmGen.Decoding;
using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Softmax]: the probabilities of the classes.</summary>
internal sealed class OnnxSoftmax : OnnxLayer<SoftmaxAttribute>
{
    protected override Flow Add(SoftmaxAttribute layer, OnnxPlace at)
    {
        string scores = at.Finish(at.Graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Linear);
        return at.Output(at.Graph.Node("Softmax", [scores], ("axis", -1)));
    }
}

/// <summary>[Sigmoid]: the probabilities of the labels.</summary>
internal sealed class OnnxSigmoid : OnnxLayer<SigmoidAttribute>
{
    protected override Flow Add(SigmoidAttribute layer, OnnxPlace at) =>
        at.Output(at.Finish(at.Graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Sigmoid));
}

/// <summary>[Gaussian]: mean and spread of each target, side by side.</summary>
internal sealed class OnnxGaussian : OnnxLayer<GaussianAttribute>
{
    protected override Flow Add(GaussianAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        string values = at.Finish(graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Linear);
        string spread = graph.Add(graph.Node("Softplus", [values]), graph.Constant((float)layer.MinimumSpread));
        string isSpread = graph.Cast(graph.Whole([.. Enumerable.Range(0, 2 * layer.Targets).Select(i => (long)(i % 2))], 2 * layer.Targets), OnnxGraph.Bool);
        return at.Output(graph.Node("Where", [isSpread, spread, values]));
    }
}

/// <summary>
/// [Quantiles]: the one in the middle is its value, the others lie above and below it by sums of softplus(value). The sums are one product with a matrix of 0, 1 and −1.
/// </summary>
internal sealed class OnnxQuantiles : OnnxLayer<QuantilesAttribute>
{
    protected override Flow Add(QuantilesAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int count = layer.Quantiles.Length, middle = count / 2, outputs = layer.Targets * count;
        string values = at.Finish(graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Linear);
        at.Say("quantiles", string.Join(' ', layer.Quantiles.Select(quantile => quantile.ToString("R", CultureInfo.InvariantCulture))));
        if (count == 1)
        {
            return at.Output(values);
        }

        long[] lead = at.Layer.Output.IsSequence ? [at.StepsOf(at.Layer.Output), -1] : [-1];
        string isMiddle = graph.Cast(graph.Whole([.. Enumerable.Range(0, count).Select(i => i == middle ? 1L : 0L)], count), OnnxGraph.Bool);
        string each = graph.Reshape(values, [.. lead, layer.Targets, count]);
        string moves = graph.Node("Where", [isMiddle, each, graph.Node("Softplus", [each])]);

        // From move i to quantile j.
        float[] sums = new float[count * count];
        for (int j = 0; j < count; j++)
        {
            for (int i = Math.Min(j, middle); i <= Math.Max(j, middle); i++)
            {
                sums[i * count + j] = i < middle ? -1f : 1f;
            }
        }

        return at.Output(graph.Reshape(graph.MatMul(moves, graph.Tensor("sums", sums, count, count)), [.. lead, outputs]));
    }
}

/// <summary>[Crf]: emissions, and the scores of the chain as further outputs, −∞ where the scheme forbids: Viterbi is the reader's.</summary>
internal sealed class OnnxCrf : OnnxLayer<CrfAttribute>
{
    protected override string WhyNotStreamed(CrfAttribute layer, DeclaredLayer declared) => "it tags whole windows; export whole windows";

    protected override Flow Add(CrfAttribute layer, OnnxPlace at)
    {
        int tags = layer.Tags;
        TagConstraints? allowed = layer.Scheme switch
        {
            ChunkScheme.Bio => TagScheme.Bio(layer.Names ?? []),
            ChunkScheme.Bioes => TagScheme.Bioes(layer.Names ?? []),
            _ => null,
        };
        Say("start", [tags], (from, _) => allowed?.AllowsStart(from));
        Say("end", [tags], (from, _) => allowed?.AllowsEnd(from));
        Say("transitions", [tags, tags], (from, to) => allowed?.Allows(from, to));
        if (layer.Names is { Length: > 0 } names)
        {
            at.Say("tags", string.Join(' ', names));
        }

        return at.Output(at.Finish(at.Graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Linear));

        void Say(string tensor, int[] shape, Func<int, int, bool?> allows)
        {
            float[] scores = at.Values(tensor);
            int last = shape[^1];
            for (int i = 0; i < scores.Length; i++)
            {
                (int from, int to) = shape.Length == 1 ? (i, 0) : (i / last, i % last);
                scores[i] = allows(from, to) == false ? float.NegativeInfinity : scores[i];
            }

            at.Further.Add(($"{at.Layer.Name}_{tensor}", at.Graph.Tensor(tensor, scores, shape), shape));
        }
    }
}

/// <summary>[Ctc]: the probabilities of the symbols at every step; the search for labels is the reader's.</summary>
internal sealed class OnnxCtc : OnnxLayer<CtcAttribute>
{
    protected override Flow Add(CtcAttribute layer, OnnxPlace at)
    {
        at.Say("blank", (layer.Blank == Blank.First ? 0 : layer.Symbols - 1).ToString(CultureInfo.InvariantCulture));
        string scores = at.Finish(at.Graph.MatMul(at.Input.Value, at.Tensor("kernel")), Activation.Linear);
        return at.Output(at.Graph.Node("Softmax", [scores], ("axis", -1)));
    }
}

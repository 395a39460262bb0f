using LstmGen.Kernels;

namespace LstmGen.Conformance.Reference;

/// <summary>Cross-entropy against PyTorch: the loss of its outputs, and their gradient as far as a bias adds it up.</summary>
public sealed class CrossEntropyReferenceTests
{
    [Theory]
    [InlineData("classify")]
    [InlineData("tag")]
    public void Loss_and_gradient(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        int classes = reference.Config.Outputs;
        float[] logits = Close.Narrow(reference.Output.Data), targets = Close.Narrow(reference.Target.Data);
        float[] gradient = new float[logits.Length];
        float mean = CrossEntropyRow.WeightedMean(classes, logits, targets, default, smoothing: 0f, gradient);
        Close.Equal([reference.Loss], [(double)mean], 1e-6, "loss");
        double[] bias = new double[classes];
        for (int i = 0; i < gradient.Length; i++) bias[i % classes] += gradient[i];
        Close.Equal(reference.Gradients["dense.bias"].Data, bias, 1e-5, "gradient of dense.bias");

        var loss = new CrossEntropy(classes);
        int batch = reference.Config.Batch, size = logits.Length / batch, steps = targets.Length / batch;
        double rows = Enumerable.Range(0, batch).Sum(row => (double)loss.Row(
            logits.AsSpan(row * size, size), targets.AsSpan(row * steps, steps), gradient.AsSpan(row * size, size)));
        Close.Equal([reference.Loss], [rows / batch], 1e-6, "mean over the rows");
    }
}

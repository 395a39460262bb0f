namespace LstmGen.Conformance.Reference;

/// <summary>Generated models against PyTorch: outputs, gradients, and a few steps of training.</summary>
public sealed class GeneratedReferenceTests
{
    private const double ValueTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    [Theory]
    [MemberData(nameof(ReferenceCase.Names), MemberType = typeof(ReferenceCase))]
    public void Predictions(string name)
    {
        (ReferenceCase reference, SequenceModel model) = Load(name);
        float[] outputs = new float[reference.Output.Data.Length];
        model.PredictBatch(Close.Narrow(reference.X.Data), outputs);

        Close.Equal(reference.Output.Data, outputs, ValueTolerance, "outputs");
    }

    [Theory]
    [MemberData(nameof(ReferenceCase.Names), MemberType = typeof(ReferenceCase))]
    public void Gradients(string name)
    {
        (ReferenceCase reference, SequenceModel model) = Load(name);
        float[] gradient = new float[model.Parameters.Count];
        float[] inputGradient = new float[reference.X.Data.Length];
        float loss = model.ComputeGradient(
            Close.Narrow(reference.X.Data), ReferenceTraining.Targets(reference), gradient, ReferenceTraining.Loss(reference.Config), inputGradient);

        Close.Equal([reference.Loss], [(double)loss], ValueTolerance, "loss");
        reference.Compare(reference.Gradients, gradient, GradientTolerance, "gradient of");
        Close.Equal(reference.InputGradient!.Data, inputGradient, GradientTolerance, "input gradient");
    }

    [Theory]
    [MemberData(nameof(ReferenceCase.Names), MemberType = typeof(ReferenceCase))]
    public void Training(string name)
    {
        (ReferenceCase reference, SequenceModel model) = Load(name);
        float[] inputs = Close.Narrow(reference.X.Data);
        float[] targets = ReferenceTraining.Targets(reference);
        Loss loss = ReferenceTraining.Loss(reference.Config);
        Optimizer optimizer = ReferenceTraining.Optimizer(reference.Config);
        GradientClipping? clipping = ReferenceTraining.Clipping(reference.Config);

        double[] losses =
            [.. Enumerable.Range(0, reference.Config.Steps).Select(_ => (double)model.FitBatch(inputs, targets, optimizer, loss, clipping))];

        for (int step = 0; step < losses.Length; step++)
        {
            Close.Equal([reference.Losses[step]], [losses[step]], ValueTolerance, $"loss before update {step + 1}");
        }

        reference.Compare(reference.ParametersAfter, model.Parameters.Values, GradientTolerance, "after training,");
    }

    private static (ReferenceCase Reference, SequenceModel Model) Load(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        SequenceModel model = ReferenceModels.Create(name);
        Assert.Equal(
            reference.Canonical(reference.Parameters).Select(tensor => tensor.Shape), model.Parameters.Tensors.Select(tensor => tensor.Shape.ToArray()));
        model.Parameters.CopyFrom(Close.Narrow(reference.Flat(reference.Parameters)));
        return (reference, model);
    }
}

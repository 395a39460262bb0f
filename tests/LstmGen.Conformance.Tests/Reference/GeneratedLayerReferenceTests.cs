namespace LstmGen.Conformance.Reference;

/// <summary>Generated models of the cases with other layers against PyTorch: outputs, gradients, and a few steps of training.</summary>
public sealed class GeneratedLayerReferenceTests
{
    private const double ValueTolerance = 1e-5;
    private const double GradientTolerance = 1e-4;

    [Theory]
    [MemberData(nameof(LayerReferenceCases.EnabledNames), MemberType = typeof(LayerReferenceCases))]
    public void Predictions(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        float[] outputs = new float[reference.Output.Data.Length];
        LayerReferenceCases.Create(reference).PredictBatch(Close.Narrow(reference.X.Data), reference.Lengths, outputs);

        Close.Equal(reference.Output.Data, outputs, ValueTolerance, "outputs");
    }

    [Theory]
    [MemberData(nameof(LayerReferenceCases.EnabledNames), MemberType = typeof(LayerReferenceCases))]
    public void Gradients(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        SequenceModel model = LayerReferenceCases.Create(reference);
        float[] gradient = new float[model.Parameters.Count];
        float loss = model.ComputeGradient(
            Close.Narrow(reference.X.Data), ReferenceTraining.Targets(reference), gradient, ReferenceTraining.Loss(reference.Config),
            lengths: reference.Lengths);

        Close.Equal([reference.Loss], [(double)loss], ValueTolerance, "loss");
        reference.Compare(reference.Gradients, gradient, GradientTolerance, "gradient of");
    }

    [Theory]
    [MemberData(nameof(LayerReferenceCases.EnabledNames), MemberType = typeof(LayerReferenceCases))]
    public void Training(string name)
    {
        ReferenceCase reference = ReferenceCase.Load(name);
        SequenceModel model = LayerReferenceCases.Create(reference);
        float[] inputs = Close.Narrow(reference.X.Data);
        float[] targets = ReferenceTraining.Targets(reference);
        Optimizer optimizer = ReferenceTraining.Optimizer(reference.Config);
        Loss loss = ReferenceTraining.Loss(reference.Config);
        foreach (double expected in reference.Losses)
        {
            double actual = model.FitBatch(inputs, targets, optimizer, loss, lengths: reference.Lengths);
            Close.Equal([expected], [actual], ValueTolerance, "loss before an update");
        }

        reference.Compare(reference.ParametersAfter, model.Parameters.Values, GradientTolerance, "after training,");
    }
}

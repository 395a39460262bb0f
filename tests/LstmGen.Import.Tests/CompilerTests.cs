using System.Runtime.CompilerServices;
using LstmGen.Compiler;

namespace LstmGen.Import.Tests;

/// <summary>Shapes that are known at run time.</summary>
public sealed class CompilerTests
{
    private static ModelSpec Spec(int units) => new(new LstmModelAttribute { LookBack = 5 }, new LstmAttribute(units), new DenseAttribute(1));

    [Fact]
    public void A_wrong_declaration_is_said_as_at_its_attribute()
    {
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 5 }, new LstmAttribute(0), new DenseAttribute(1))));
        Assert.Contains("LSTMGEN", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Lstm", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("LSTMGEN014", Assert.Throws<ArgumentException>(() => ModelCompiler.Compile(new ModelSpec(new LstmModelAttribute { LookBack = 5 }, new RepeatAttribute(2), new DenseAttribute(1)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_is_compiled_once_and_every_model_of_it_is_its_own()
    {
        SequenceModel one = ModelCompiler.Compile(Spec(7), seed: 1);
        SequenceModel other = ModelCompiler.Compile(Spec(7), seed: 2);
        Assert.Same(one.GetType(), other.GetType());
        Assert.NotEqual(one.Parameters.Values.ToArray(), other.Parameters.Values.ToArray());
        Assert.Equal(one.Parameters.Values.ToArray(), ModelCompiler.Compile(Spec(7), seed: 1).Parameters.Values.ToArray());
    }

    [Fact]
    public void A_compiled_model_trains_saves_and_forecasts_as_any_other()
    {
        float[] series = [.. Enumerable.Range(0, 80).Select(i => MathF.Sin(i / 3f))];
        SequenceModel model = ModelCompiler.Compile(Spec(6), seed: 1);
        double before = model.Evaluate(WindowDataset.Of(series, lookBack: 5));
        model.Fit(WindowDataset.Of(series, lookBack: 5), new FitOptions { Epochs = 5, LearningRate = 0.01 });
        Assert.True(model.Evaluate(WindowDataset.Of(series, lookBack: 5)) < before);
        SequenceModel again = ModelCompiler.Compile(Spec(6), seed: 9);
        again.Load(model.ToBytes());
        float[] next = new float[3];
        float[] same = new float[3];
        model.Forecast(series, next);
        again.Forecast(series, same);
        Assert.Equal(next, same);
    }

    [Fact]
    public void What_is_not_used_any_more_is_unloaded()
    {
        WeakReference type = Use();
        ModelCompiler.Clear();
        for (int i = 0; type.IsAlive && i < 50; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(type.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Use()
        {
            SequenceModel model = ModelCompiler.Compile(Spec(3));
            model.Predict(new float[5], new float[1]);
            return new WeakReference(model.GetType());
        }
    }

    [Fact]
    public void Many_threads_compile_at_once()
    {
        SequenceModel[] models = new SequenceModel[8];
        Parallel.For(0, models.Length, i => models[i] = ModelCompiler.Compile(Spec(10 + (i % 2))));
        Assert.Equal(2, models.Select(model => model.GetType()).Distinct().Count());
    }

    [Fact]
    public void A_declaration_reads_as_its_user_would_write_it() => Assert.Equal(
        """
        using LstmGen;

        namespace Shop;

        [LstmModel(LookBack = 12, Features = 3, Scaling = Scaling.Standard)]
        [Lstm(20, Bidirectional = true, Dropout = 0.1)]
        [Quantiles(0.1, 0.5, 0.9)]
        public sealed partial class Price;

        """.ReplaceLineEndings("\n"),
        new ModelSpec(new LstmModelAttribute { LookBack = 12, Features = 3, Scaling = Scaling.Standard }, new LstmAttribute(20) { Bidirectional = true, Dropout = 0.1 }, new QuantilesAttribute(0.1, 0.5, 0.9)).ToCSharp("Shop.Price"));
}

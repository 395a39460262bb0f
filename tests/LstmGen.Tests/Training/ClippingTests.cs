using LstmGen.Runtime;

namespace LstmGen.Tests.Training;

public sealed class ClippingTests
{
    private static readonly ParameterDescription[] Two =
    [
        new("a", 0, [2], Initializer.Zeros, 0, 0, 0),
        new("b", 2, [3], Initializer.Zeros, 0, 0, 0),
    ];

    [Fact]
    public void By_value_cuts_each_element()
    {
        float[] gradient = [3f, -0.5f, -7f, 0f, 1f];
        GradientClipping.ByValue(1).Apply(gradient, Two);
        Assert.Equal([1f, -0.5f, -1f, 0f, 1f], gradient);
    }

    [Fact]
    public void By_tensor_norm_scales_each_tensor_that_is_too_long()
    {
        float[] gradient = [3f, 4f, 0.3f, 0f, 0.4f];
        GradientClipping.ByTensorNorm(1).Apply(gradient, Two);
        Close([0.6, 0.8, 0.3, 0, 0.4], gradient);
    }

    [Fact]
    public void By_global_norm_scales_everything_as_pytorch_does()
    {
        float[] gradient = [1f, 2f, 4f, 2f, 0f];
        GradientClipping.ByGlobalNorm(0.5).Apply(gradient, Two);
        double factor = 0.5 / (5 + 1e-6);
        Close([factor, 2 * factor, 4 * factor, 2 * factor, 0], gradient);

        float[] small = [0.1f, 0f, 0f, 0f, 0.1f];
        GradientClipping.ByGlobalNorm(0.5).Apply(small, Two);
        Assert.Equal([0.1f, 0f, 0f, 0f, 0.1f], small);
    }

    [Fact]
    public void Norms_beyond_the_squares_of_floats_still_clip()
    {
        float[] gradient = [1e25f, 0f, 0f, 0f, 0f];
        GradientClipping.ByGlobalNorm(1).Apply(gradient, Two);
        Assert.Equal(1f, gradient[0], 1e-6f);
    }

    [Fact]
    public void Limits_are_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByTensorNorm(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByGlobalNorm(double.NaN));
    }

    private static void Close(double[] expected, float[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6);
        }
    }
}
